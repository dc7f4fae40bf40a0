/** The local run's pages, driven in a real browser as a person would; all of it is in tests. */
@org.jspecify.annotations.NullMarked
package uk.firstbell.browser;
