// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** The tests of the annotations: what gives them their beans. */
@NullMarked
package io.jambry.tck.annotation;

import org.jspecify.annotations.NullMarked;
