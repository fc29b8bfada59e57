namespace RemoteAssist.Gateway.Relay;

/// <summary>One value a key, made for the first who asks and freed after the last who gave it back.</summary>
internal sealed class SharedPool<TKey, TValue>(Func<TKey, Task<TValue>> create, Func<TValue, Task> free)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <summary>Whether somebody has the key's value.</summary>
    internal bool Contains(TKey key)
    {
        lock (_lock) return _entries.ContainsKey(key);
    }

    /// <summary>The key's value. Whoever gets it gives it back with <see cref="Release"/>; after an exception there is nothing to give back.</summary>
    internal async Task<TValue> Acquire(TKey key)
    {
        Entry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out entry)) _entries.Add(key, entry = new Entry(new Lazy<Task<TValue>>(() => create(key))));
            entry.Users++;
        }

        try
        {
            return await entry.Value.Value;
        }
        catch
        {
            // All who wait for this one fail together; who asks next tries anew.
            lock (_lock)
            {
                if (_entries.TryGetValue(key, out Entry? current) && current == entry) _entries.Remove(key);
            }

            throw;
        }
    }

    internal async Task Release(TKey key)
    {
        Entry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out entry) || --entry.Users > 0) return;
            _entries.Remove(key);
        }

        await free(await entry.Value.Value);
    }

    private sealed class Entry(Lazy<Task<TValue>> value)
    {
        internal Lazy<Task<TValue>> Value { get; } = value;

        internal int Users { get; set; }
    }
}
