package ru.otklik.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFilesTest {
    @Test
    void readsTimesAfterANameWithBlanksAndBrackets() {
        String line = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 9 8 7 6 120 30 4500 250 20 0 1 0 99 1 2";

        assertThat(ProcFiles.cpuOf(line)).isEqualTo(new ProcFiles.CpuTime(1.5, 47.5));
    }

    @Test
    void readsThePeakOfMemory() {
        assertThat(ProcFiles.peakMemoryOf("Name:\tjava\nVmPeak:\t  900 kB\nVmHWM:\t  512 kB\nVmRSS:\t 100 kB\n"))
                .isEqualTo(512 * 1024);
        assertThat(ProcFiles.peakMemoryOf("Name:\tended\n")).isZero();
    }

    @Test
    void countsAChildThatWasWaitedFor() throws Exception {
        double before = ProcFiles.ownCpu().children();

        Process busy = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done").start();

        assertThat(busy.waitFor()).isZero();
        assertThat(ProcFiles.ownCpu().children()).isGreaterThan(before);
    }
}
