/**
 * Firstbell on one machine: every function in one process, on a local AWS endpoint and a sign-in
 * provider of its own, with one clock that can be told to run ahead. What exists, and what starts
 * what, is read from the committed template; the functions and their adapters are the ones that are
 * deployed. Everything listens on 127.0.0.1 only.
 */
@NullMarked
package uk.firstbell.local;

import org.jspecify.annotations.NullMarked;
