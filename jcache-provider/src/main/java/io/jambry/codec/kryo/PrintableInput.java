// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

/**
 * The bytes of a value whose layout says nothing of its fields. Short text ends with a marked character and begins anywhere,
 * so numbers and marks in front of it that no field claims become a part of it: as control characters, mostly.
 */
final class PrintableInput extends BoundedInput {

    @Override
    public String readString() {
        boolean ascii = isAtAscii();
        String text = super.readString();
        if (ascii && text.chars().anyMatch(PrintableInput::isControl)) {
            throw new Refusal("text begins with what is none; its classes changed, or it is damaged");
        }
        return text;
    }

    private static boolean isControl(int character) {
        return (character < ' ' && character != '\t' && character != '\n' && character != '\r') || character == 0x7F;
    }
}
