/** What several tests share: seeded inputs. */
@NullMarked
package ru.otklik.testing;

import org.jspecify.annotations.NullMarked;
