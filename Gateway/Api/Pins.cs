namespace RemoteAssist.Gateway.Api;

/// <summary>PINs as people type them.</summary>
internal static class Pins
{
    internal const int Shortest = 6;

    internal const int Longest = 12;

    /// <summary>The digits alone, or null when no PIN can look like this. Spaces and dashes between digits do not count.</summary>
    internal static string? Normalize(string typed)
    {
        if (typed.Length > 4 * Longest) return null;
        string digits = string.Concat(typed.Where(character => character is not (' ' or '-' or '\u00A0' or '\u2009' or '\u202F')));
        return digits.Length is >= Shortest and <= Longest && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
