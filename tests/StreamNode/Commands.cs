using System.Text.Json;

namespace RemoteAssist.StreamNode;

/// <summary>Answers each line of the standard input with one line of JSON, until the input ends.</summary>
internal static class Commands
{
    public static async Task ServeAsync(object ready, Func<string[], Task<object>> answer)
    {
        Write(new { ok = ready });
        while (await Console.In.ReadLineAsync() is { } line)
        {
            try
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                Write(new { ok = words is ["cpu"] ? Cpu() : await answer(words) });
            }
            catch (Exception exception)
            {
                Write(new { error = exception.ToString() });
            }
        }
    }

    private static object Cpu()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new { cpuMs = self.TotalProcessorTime.TotalMilliseconds };
    }

    private static void Write(object reply)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(reply));
        Console.Out.Flush();
    }
}
