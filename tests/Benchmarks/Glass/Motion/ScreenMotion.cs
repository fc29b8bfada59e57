using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass.Motion;

/// <summary>Something that moves on the customer's screen, thirty times a second; each step carries its number as a <see cref="Marker"/>.</summary>
internal abstract class ScreenMotion : IDisposable
{
    /// <summary>Steps a second.</summary>
    public const int Rate = 30;

    /// <summary>Its name in the results.</summary>
    public abstract string Name { get; }

    /// <summary>What changes, in pixels of the screen.</summary>
    public abstract (int X, int Y, int Width, int Height) Area { get; }

    /// <summary>Where the number stands on the screen.</summary>
    public abstract (int X, int Y) MarkerAt { get; }

    /// <summary>Draws what the motion begins with.</summary>
    public abstract void Begin(XWindow window);

    /// <summary>Gives the X server what a step needs; what follows is to be shown at once.</summary>
    public abstract void Prepare(XWindow window, int number);

    /// <summary>Makes the step, and returns when the X server has done it.</summary>
    public abstract void Step(XWindow window, int number);

    public virtual void Dispose()
    {
    }
}
