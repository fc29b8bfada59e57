namespace RemoteAssist.Streaming.Tests;

/// <summary>A hub whose answers the test gives by hand.</summary>
internal sealed class FakeHub
{
    private readonly Lock _gate = new();
    private readonly List<(LiveEntry[] Entries, TaskCompletionSource Answer)> _calls = [];

    public List<LiveEntry[]> Calls { get { lock (_gate) return [.. _calls.Select(call => call.Entries)]; } }

    public TaskCompletionSource Answer(int call)
    {
        lock (_gate) return _calls[call].Answer;
    }

    public Task Publish(LiveEntry[] entries)
    {
        lock (_gate)
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _calls.Add((entries, answer));
            return answer.Task;
        }
    }
}
