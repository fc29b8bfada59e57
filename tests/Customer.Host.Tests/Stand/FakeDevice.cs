using System.Text;
using RemoteAssist.Customer.Host.Input;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>Writes down what an input device was told. Keys are held by their code; 0xE1 is a modifier.</summary>
internal sealed class FakeDevice : IInputDevice
{
    internal List<string> Told { get; } = [];

    /// <summary>Not null: characters cannot be typed yet.</summary>
    internal TimeSpan? Later { get; set; }

    public bool PointerHasFocus { get; set; }

    /// <summary>What was told since the last look.</summary>
    internal string Take()
    {
        string told = string.Join(' ', Told);
        Told.Clear();
        return told;
    }

    public void Move(int x, int y) => Told.Add($"move({x},{y})");

    public void Button(PointerButtons button, bool down) => Told.Add($"{button}{(down ? "+" : "-")}");

    public void Scroll(WheelDirection direction) => Told.Add($"wheel{direction}");

    public KeyPress Press(ushort code, uint keysym)
    {
        Told.Add($"key{code}+");
        return new KeyPress(code, code == 0xE1);
    }

    public void Release(int key) => Told.Add($"key{key}-");

    public TimeSpan? Type(Rune character)
    {
        if (Later is { } later) return later;
        Told.Add($"'{character}'");
        return null;
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
