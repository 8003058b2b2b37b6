/** What the hot parts of the job cost by themselves; the door's benchmark lies in the package of the door. */
package ru.otklik.bench.micro;
