// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What surrounds the JSR-107 TCK when it runs on Jambry: the announcement of the settings, the provider that makes
 * every expiry policy an application's own, and the count of what passed. Called by the build, never by the provider;
 * nothing here looks into the provider or knows one of its classes.
 */
@NullMarked
package io.jambry.tck;

import org.jspecify.annotations.NullMarked;
