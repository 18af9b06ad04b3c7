// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

/** The build-compatible extension in a container to which the portable one is not known. */
public class BuildExtensionAlone extends JambryBuildExtension {}
