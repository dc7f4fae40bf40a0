/** What happens, what must come of it, and the hunt for what must not leak on the way. */
@NullMarked
package uk.firstbell.testkit.scene;

import org.jspecify.annotations.NullMarked;
