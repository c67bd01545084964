package io.goshawk.frontend.onnxtxt;

/// Walks over what stands in the braces of a tensor, from element to element: the grammar has checked
/// the form, so that
/// only spaces, comments and commas lie between.
final class Elements {
    private final String text;
    private int start;
    private int end = 1;

    /// @param text the braces and what is in them
    Elements(String text) {
        this.text = text;
    }

    /// Goes to the next element. {@return whether there is one}
    boolean next() {
        start = end;
        while (isBetween(text.charAt(start))) {
            start = text.charAt(start) == '#' ? text.indexOf('\n', start) + 1 : start + 1;
        }
        if (text.charAt(start) == '}') {
            return false;
        }
        end = text.charAt(start) == '"' ? endOfString() : endOfNumber();
        return true;
    }

    private static boolean isBetween(char letter) {
        return letter <= ' ' || letter == ',' || letter == '#';
    }

    private int endOfString() {
        int place = start + 1;
        while (text.charAt(place) != '"') {
            place += text.charAt(place) == '\\' ? 2 : 1;
        }
        return place + 1;
    }

    private int endOfNumber() {
        int place = start;
        while (!isBetween(text.charAt(place)) && text.charAt(place) != '}') {
            place++;
        }
        return place;
    }

    /// {@return the element, with its quotation marks if it has any}
    String text() {
        return text.substring(start, end);
    }

    /// {@return where the element begins}
    int start() {
        return start;
    }
}
