"""Text to Doc: sentences, words, syntax, names and event scores, behind one function, `load`."""
