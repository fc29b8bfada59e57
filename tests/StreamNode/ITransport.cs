namespace RemoteAssist.StreamNode;

/// <summary>A way from publishers to subscribers.</summary>
internal interface ITransport : IAsyncDisposable
{
    Task SubscribeAsync(string key, Func<NodeItem, Task> onItem, Action<Exception> onGap);

    Task UnsubscribeAllAsync();

    Task PublishAsync(string key, NodeItem item);

    /// <summary>Where the stream's hub is: a silo's port, or nothing.</summary>
    Task<int?> HubPortAsync(string key);

    /// <summary>Moves the stream's hub to another silo, in good order.</summary>
    Task MoveHubAsync(string key);
}
