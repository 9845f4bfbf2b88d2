package com.eventcourier.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A Java agent inside a courier under test. It kills its own process with SIGKILL the n-th time that a named method is
 * entered or left. The product knows nothing of it: the calls are woven in while its classes are loaded.
 *
 * <p>Its argument is a file of lines {@code point <name> <class> <method> <enter|leave>}, and {@code arm ...} lines to
 * obey at once. Later ones come over the standard input: {@code arm <number> <name> <n> <micros>} kills that long after
 * the n-th time from now on; {@code armed <number>} is printed when it counts.
 */
public final class KillAgent extends ClassVisitor {

    private static final int NOT_KILLED = 99;
    private static final long ANY_START = 0;

    private record Point(String name, String method, boolean atEntry) {}

    private record Order(String point, AtomicLong left, long afterNanos) {}

    private static volatile Order order;
    private static Method kill;

    private final List<Point> points;

    private KillAgent(ClassVisitor next, List<Point> points) {
        super(Opcodes.ASM9, next);
        this.points = points;
    }

    /** Called by Java before the product's own main. */
    public static void premain(String file, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        kill = killer(instrumentation);
        Map<String, List<Point>> byClass = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(file))) {
            String[] words = line.split(" ");
            if (words[0].equals("point")) {
                byClass.computeIfAbsent(words[2].replace('.', '/'), any -> new ArrayList<>())
                        .add(new Point(words[1], words[3], words[4].equals("enter")));
            } else {
                obey(words);
            }
        }
        instrumentation.addTransformer(new Weaver(byClass));
        Thread orders = new Thread(KillAgent::listen, "kill-orders");
        orders.setDaemon(true);
        orders.start();
    }

    private static void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                obey(line.split(" "));
            }
        } catch (IOException e) {
            // nobody gives orders any more
        }
    }

    private static void obey(String[] words) {
        order = new Order(words[2], new AtomicLong(Long.parseLong(words[3])), Long.parseLong(words[4]) * 1000);
        System.out.println("armed " + words[1]);
    }

    /** The woven call. */
    public static void reached(String point) {
        Order now = order;
        if (now == null || !now.point.equals(point) || now.left.decrementAndGet() != 0) {
            return;
        }
        if (now.afterNanos == 0) {
            die();
        }
        Thread killer = new Thread(() -> {
            LockSupport.parkNanos(now.afterNanos);
            die();
        });
        killer.setDaemon(true);
        killer.start();
    }

    private static void die() {
        try {
            kill.invoke(null, ProcessHandle.current().pid(), ANY_START, true);
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().halt(NOT_KILLED);
        }
    }

    /** What is behind {@link Process#destroyForcibly}, which Java does not let a process do to itself. */
    private static Method killer(Instrumentation instrumentation) throws ReflectiveOperationException {
        Module mine = KillAgent.class.getModule();
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), Map.of("java.lang", Set.of(mine)), Set.of(), Map.of());
        Method destroy = Class.forName("java.lang.ProcessHandleImpl")
                .getDeclaredMethod("destroy0", long.class, long.class, boolean.class);
        destroy.setAccessible(true);
        return destroy;
    }

    private record Weaver(Map<String, List<Point>> byClass) implements ClassFileTransformer {
        @Override
        public byte[] transform(ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] code) {
            List<Point> here = byClass.get(name);
            if (here == null) {
                return null;
            }
            ClassReader reader = new ClassReader(code);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new KillAgent(writer, here), 0);
            return writer.toByteArray();
        }
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0) {
            return method;
        }
        for (Point point : points) {
            if (point.method.equals(name)) {
                method = point.atEntry ? new Entry(method, point) : new Exit(method, point);
            }
        }
        return method;
    }

    private static void call(MethodVisitor method, Point point) {
        method.visitLdcInsn(point.name);
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                KillAgent.class.getName().replace('.', '/'),
                "reached",
                "(Ljava/lang/String;)V",
                false);
    }

    private static final class Entry extends MethodVisitor {
        private final Point point;

        private Entry(MethodVisitor next, Point point) {
            super(Opcodes.ASM9, next);
            this.point = point;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            call(this, point);
        }
    }

    private static final class Exit extends MethodVisitor {
        private final Point point;

        private Exit(MethodVisitor next, Point point) {
            super(Opcodes.ASM9, next);
            this.point = point;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                call(this, point);
            }
            super.visitInsn(opcode);
        }
    }
}
