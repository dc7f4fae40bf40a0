/**
 * What each port of the domain promises, as tests. Every adapter extends the contract of its port
 * and adds only what is its own, so that memory and the cloud are shown to do the same.
 */
@NullMarked
package uk.firstbell.testkit.contract;

import org.jspecify.annotations.NullMarked;
