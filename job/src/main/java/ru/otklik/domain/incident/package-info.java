/** What happens to one incident, and what follows from it: events, the verdict, dated facts. */
@NullMarked
package ru.otklik.domain.incident;

import org.jspecify.annotations.NullMarked;
