package ru.otklik.chaos;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/**
 * One instruction of the packaged job changed, in a copy of its jar: so the job itself has no switch by which a guarantee
 * could be turned off.
 */
enum JobMutation {
    /** The guarantee of the sink of results. */
    SINK_AT_LEAST_ONCE("ru/otklik/edge/TransactionalSink", "sink") {
        @Override
        MethodVisitor change(MethodVisitor next, Runnable changed) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    boolean isIt = opcode == Opcodes.GETSTATIC && name.equals("EXACTLY_ONCE");
                    super.visitFieldInsn(opcode, owner, isIt ? "AT_LEAST_ONCE" : name, descriptor);
                    note(isIt, changed);
                }
            };
        }
    },

    /** The instant up to which a region's periods are closed, as it is read from a checkpoint. */
    NO_FRONTIER("ru/otklik/domain/region/RegionState", "unpackRegion") {
        @Override
        MethodVisitor change(MethodVisitor next, Runnable changed) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    boolean isIt = opcode == Opcodes.PUTFIELD && name.equals("now");
                    if (isIt) {
                        visitInsn(Opcodes.POP2);
                        visitLdcInsn(Long.MIN_VALUE);
                    }
                    super.visitFieldInsn(opcode, owner, name, descriptor);
                    note(isIt, changed);
                }
            };
        }
    },

    /** Whether an incident has an event already. */
    NO_DEDUPLICATION("ru/otklik/domain/incident/IncidentHistory", "take") {
        @Override
        MethodVisitor change(MethodVisitor next, Runnable changed) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String descriptor, boolean isInterface) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                    boolean isIt = owner.equals("java/util/List") && name.equals("contains");
                    if (isIt) {
                        visitInsn(Opcodes.POP);
                        visitInsn(Opcodes.ICONST_0);
                    }
                    note(isIt, changed);
                }
            };
        }
    },

    /** The offset from which a partition is read, as it is read from a checkpoint; -2 stands for the beginning. */
    EARLIEST_OFFSETS("org/apache/flink/connector/kafka/source/split/KafkaPartitionSplitSerializer", "deserialize") {
        @Override
        MethodVisitor change(MethodVisitor next, Runnable changed) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                private boolean done;

                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String descriptor, boolean isInterface) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                    boolean isIt = !done && name.equals("readLong");
                    if (isIt) {
                        done = true;
                        visitInsn(Opcodes.POP2);
                        visitLdcInsn(-2L);
                    }
                    note(isIt, changed);
                }
            };
        }
    };

    private final String type;
    private final String method;

    JobMutation(String type, String method) {
        this.type = type;
        this.method = method;
    }

    /** The class that is changed, with slashes. */
    String type() {
        return type;
    }

    /** Passes a method on, with the one instruction changed, and says so. */
    abstract MethodVisitor change(MethodVisitor next, Runnable changed);

    /** Writes the changed copy, and returns it. */
    Path apply(Path jar, Path copy) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(jar));
                JarInputStream in = new JarInputStream(file);
                JarOutputStream out = open(copy, in.getManifest())) {
            boolean found = false;
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                if (entry.getName().equals(type + ".class")) {
                    out.write(change(in.readAllBytes()));
                    found = true;
                } else {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
            if (!found) {
                throw new Failure("there is no class " + type + " in " + jar);
            }
            return copy;
        } catch (IOException e) {
            throw new Failure("cannot write " + copy + ": " + Failure.because(e), e);
        }
    }

    /** The class with the one instruction changed; fails if it has no such instruction any more. */
    byte[] change(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        int[] changes = {0};
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.equals(method) ? change(next, () -> changes[0]++) : next;
                    }
                },
                0);
        if (changes[0] == 0) {
            throw new Failure(type + "." + method + " is not what " + name() + " changes; adapt the control");
        }
        return writer.toByteArray();
    }

    private static void note(boolean isIt, Runnable changed) {
        if (isIt) {
            changed.run();
        }
    }

    private static JarOutputStream open(Path copy, @Nullable Manifest manifest) throws IOException {
        return manifest == null
                ? new JarOutputStream(Files.newOutputStream(copy))
                : new JarOutputStream(Files.newOutputStream(copy), manifest);
    }
}
