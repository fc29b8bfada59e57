using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>One way from an X screen to a browser's canvas and back.</summary>
internal abstract class GlassPath : IAsyncDisposable
{
    /// <summary>The screen, in pixels.</summary>
    public const int Width = 1920, Height = 1080;

    /// <summary>Its name in the results.</summary>
    public abstract string Name { get; }

    /// <summary>The X display.</summary>
    public abstract string Display { get; }

    /// <summary>What this machine lacks for it.</summary>
    public abstract IReadOnlyList<string> Missing { get; }

    /// <summary>The page, with the live picture on it.</summary>
    public GlassPage Page { get; protected set; } = null!;

    /// <summary>The process on the customer's computer, whose CPU time counts.</summary>
    public abstract Child Host { get; }

    /// <summary>The gateways' process ids; of another product what stands in their place.</summary>
    public virtual IReadOnlyList<int> Gateways => [];

    /// <summary>The silos' process ids.</summary>
    public virtual IReadOnlyList<int> Silos => [];

    /// <summary>Whether <see cref="AddViewers"/> works.</summary>
    public virtual bool TakesViewers => false;

    /// <summary>More viewers of the same session, which draw nothing.</summary>
    public virtual Task AddViewers(int count) => throw new NotSupportedException($"{Name} takes no further viewers.");

    /// <summary>Starts everything and waits for the live picture.</summary>
    public abstract Task Start();

    /// <summary>Gives the page's canvas the keyboard.</summary>
    public abstract Task Focus();

    public abstract ValueTask DisposeAsync();
}
