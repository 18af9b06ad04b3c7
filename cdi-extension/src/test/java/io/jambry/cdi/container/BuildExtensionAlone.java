// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Validation;

/** The build-compatible extension without the annotation by which Weld skips it, whether the portable one is there or not. */
public class BuildExtensionAlone extends JambryBuildExtension {

    @Override
    @Discovery
    public void declare(MetaAnnotations annotations, ScannedClasses classes) {
        super.declare(annotations, classes);
    }

    @Override
    @Enhancement(types = CachingInterceptor.class, withSubtypes = true)
    public void prioritise(ClassConfig interceptor) {
        super.prioritise(interceptor);
    }

    @Override
    @Registration(types = Object.class)
    public void collect(BeanInfo bean) {
        super.collect(bean);
    }

    @Override
    @Validation
    public void check(Messages messages) {
        super.check(messages);
    }
}
