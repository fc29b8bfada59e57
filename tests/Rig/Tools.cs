namespace RemoteAssist.Rig;

/// <summary>Programs that a test cannot do without.</summary>
internal static class Tools
{
    /// <summary>The installed browser, or null.</summary>
    public static string? Chromium => Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome");

    /// <summary>Those of the named programs that this machine does not have; <c>chromium</c> and <c>postgres</c> stand for all their names.</summary>
    public static IReadOnlyList<string> Missing(params string[] names) =>
        [.. names.Where(name => name switch { "chromium" => Chromium, "postgres" => Postgres, _ => Find(name) } is null)];

    private static string? Postgres =>
        Find("initdb") ?? (Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").FirstOrDefault(version => File.Exists(Path.Join(version, "bin/initdb"))) : null);

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(directory => Path.Join(directory, name)).FirstOrDefault(File.Exists);
}
