using System.Runtime.InteropServices;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>The processor time of the calling thread (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).</summary>
internal static partial class ThreadCpu
{
    private const int ThreadCpuTime = 3;

    /// <summary>Milliseconds since the thread began.</summary>
    public static double Now()
    {
        _ = ReadClock(ThreadCpuTime, out Time time);
        return time.Seconds * 1000.0 + time.Nanoseconds / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
