// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CostDocumentTest {

    @Test
    void document_ofTheRows_isUpToDate() throws IOException {
        assertThat(Files.readString(CostDocument.file()))
                .as("docs/cost.md is out of date: run the main method of io.jambry.cost.CostDocument in"
                        + " jcache-provider/src/test")
                .contains(CostDocument.marked());
    }
}
