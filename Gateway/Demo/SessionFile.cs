using System.Text.Json;

namespace RemoteAssist.Gateway.Demo;

/// <summary>How to reach the demo session.</summary>
/// <param name="Pin">Digits.</param>
/// <param name="Session">The session's id.</param>
/// <param name="AgentUrl">Signs the agent in and opens the session: a secret.</param>
/// <param name="CustomerUrl">What the customer opens.</param>
internal sealed record SessionFile(string Pin, string Session, string AgentUrl, string CustomerUrl)
{
    /// <summary>Reads a file, or answers null when there is none that can be read.</summary>
    internal static async Task<SessionFile?> Read(string path)
    {
        try
        {
            await using FileStream file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<SessionFile>(file, JsonSerializerOptions.Web);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the file for its owner alone; who reads meanwhile sees the old file or the new one, whole.</summary>
    internal async Task Write(string path)
    {
        string full = Path.GetFullPath(path), draft = full + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(draft, options)) await JsonSerializer.SerializeAsync(file, this, JsonSerializerOptions.Web);
        File.Move(draft, full, overwrite: true);
    }
}
