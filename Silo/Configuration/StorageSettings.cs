using Microsoft.Extensions.Options;

namespace RemoteAssist.Silo.Configuration;

/// <summary>The section <c>Storage</c>.</summary>
public sealed class StorageSettings
{
    /// <summary>The directory of the SQLite file, absolute; it is created when it does not exist. Default: <c>data</c>.</summary>
    public string Directory { get; private init; } = "";

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="OptionsValidationException">The directory cannot be one.</exception>
    public static StorageSettings Read(IConfiguration configuration)
    {
        const string Key = "Storage:Directory";
        var reader = new SettingsReader(configuration);
        string directory = reader.Text(Key) ?? "data";
        if (directory.Contains('\0', StringComparison.Ordinal)) reader.Fail(Key, directory.Replace('\0', '?'), "a directory's path, absolute or from the working directory");
        else if (File.Exists(directory)) reader.Fail(Key, directory, "a directory; this is a file");
        reader.ThrowIfFailed(typeof(StorageSettings));
        return new StorageSettings { Directory = Path.GetFullPath(directory) };
    }
}
