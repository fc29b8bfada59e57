using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RemoteAssist.Grains.Interfaces.Audit;

namespace RemoteAssist.Grains.Audit;

/// <summary>How rows are linked. Pure.</summary>
internal static class AuditChain
{
    /// <summary>What the first row's hash covers in the place of a row before it.</summary>
    internal static readonly byte[] Root = new byte[SHA256.HashSizeInBytes];

    /// <summary>The longest text of a column, in characters: what comes from outside is cut.</summary>
    private const int LongestText = 320, LongestValue = 500;

    /// <summary>The row that follows a head.</summary>
    internal static StoredAuditRow Link(string tenant, AuditHead last, AuditEntry entry)
    {
        var row = new StoredAuditRow(
            last.Number + 1,
            (entry.At.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond,
            Cut(entry.Id, LongestText),
            Cut(entry.Actor, LongestText),
            Cut(entry.Action, LongestText),
            Cut(entry.Subject, LongestText),
            Write(entry.Details),
            []);
        return row with { Hash = Hash(tenant, last.Hash, row) };
    }

    /// <summary>
    /// SHA-256 over the hash before, the number and the time (8 bytes each, big-endian), then tenant, id, actor, action, subject and detail,
    /// each as its length in UTF-8 (4 bytes, big-endian) and its bytes.
    /// </summary>
    internal static byte[] Hash(string tenant, byte[] before, StoredAuditRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> number = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, row.Number);
        BinaryPrimitives.WriteInt64BigEndian(number[sizeof(long)..], row.At);
        hash.AppendData(number);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string text in (ReadOnlySpan<string>)[tenant, row.Id, row.Actor, row.Action, row.Subject, row.Detail])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    internal static AuditRow View(StoredAuditRow row) => new(
        row.Number,
        new AuditEntry(row.Id, DateTimeOffset.UnixEpoch.AddMicroseconds(row.At), row.Actor, row.Action, row.Subject, Read(row.Detail)),
        Convert.ToHexStringLower(row.Hash));

    private static string Write(ImmutableArray<AuditDetail> details)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (AuditDetail detail in details.IsDefault ? [] : details) json.WriteString(detail.Name, Cut(detail.Value, LongestValue));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What cannot be read any more, because somebody edited it, is shown as it stands.</summary>
    private static ImmutableArray<AuditDetail> Read(string detail)
    {
        try
        {
            using var json = JsonDocument.Parse(detail);
            return [.. json.RootElement.EnumerateObject().Select(property => new AuditDetail(property.Name, property.Value.ToString()))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [new AuditDetail("unreadable", detail)];
        }
    }

    /// <summary>NUL, which PostgreSQL's text cannot hold, and half surrogates, which UTF-8 cannot, become the replacement character.</summary>
    private static string Cut(string? text, int most)
    {
        if (string.IsNullOrEmpty(text)) return "";
        string cut = text.Length <= most ? text : text[..most];
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)).Replace('\0', '\uFFFD');
    }
}
