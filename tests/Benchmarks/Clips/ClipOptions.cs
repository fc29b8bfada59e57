using System.Globalization;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Clips;

/// <summary>The options that say which clips are meant.</summary>
internal sealed class ClipOptions
{
    private string? _raw, _size, _fps;

    public static IReadOnlyList<string> Help =>
    [
        "--clips DIR                           where the recorded clips are (artifacts/clips)",
        "--raw FILE --size WxH [--fps N]       instead of them a file of BGRA frames, - for standard input (30 frames/s)",
    ];

    /// <summary>Where the recorded clips are.</summary>
    public string Directory { get; private set; } = Path.Join(Repository.Root, "artifacts/clips");

    /// <summary>Whether a clip from elsewhere is meant.</summary>
    public bool IsRaw => _raw is not null;

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            if (_raw is null) return _size is null && _fps is null ? null : "--size and --fps go with --raw.";
            if (!TrySize(out _, out _)) return $"--size is '{_size}'; with --raw it must be WIDTHxHEIGHT, each 1 to 16384.";
            if (!TryFps(out _)) return $"--fps is '{_fps}'; allowed are 1 to 1000.";
            return _raw == "-" || File.Exists(_raw) ? null : $"There is no file {_raw}.";
        }
    }

    /// <summary>Takes an option.</summary>
    /// <returns>False when it is none of these.</returns>
    public bool Take(string name, string value)
    {
        switch (name)
        {
            case "--clips": Directory = Path.GetFullPath(value); return true;
            case "--raw": _raw = value; return true;
            case "--size": _size = value; return true;
            case "--fps": _fps = value; return true;
            default: return false;
        }
    }

    /// <summary>The clips, each opened when it is its turn.</summary>
    /// <param name="filter">Only recorded clips whose name contains this.</param>
    public IEnumerable<Func<IFrames>> Open(string? filter)
    {
        if (_raw is not null && TrySize(out int width, out int height) && TryFps(out int fps))
            return [() => new RawFrames(_raw == "-" ? "stdin" : Path.GetFileNameWithoutExtension(_raw), _raw == "-" ? Console.OpenStandardInput() : File.OpenRead(_raw), width, height, fps)];
        return System.IO.Directory.EnumerateFiles(Directory, "*" + ClipFile.Ending).Order(StringComparer.Ordinal)
            .Where(path => filter is null || Path.GetFileNameWithoutExtension(path).Contains(filter, StringComparison.Ordinal))
            .Select(path => (Func<IFrames>)(() => new ClipReader(path)));
    }

    private bool TrySize(out int width, out int height)
    {
        (width, height) = (0, 0);
        string[] parts = (_size ?? "").Split('x');
        return parts.Length == 2 && TryNumber(parts[0], 16384, out width) && TryNumber(parts[1], 16384, out height);
    }

    private bool TryFps(out int fps) => TryNumber(_fps ?? "30", 1000, out fps);

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;
}
