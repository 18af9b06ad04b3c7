// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.tink;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/** What Tink needs to be told to write the format of C2SP: no prefix, and a salt of half the nonce. */
final class TinkAead {

    private static final int SALT = 12;

    private TinkAead() {}

    static void register() {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AccessesPartialKey
    static Aead of(byte[] secret) throws GeneralSecurityException {
        XAesGcmKey key = XAesGcmKey.create(
                XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, SALT),
                SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()),
                /* idRequirement= */ null);
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }
}
