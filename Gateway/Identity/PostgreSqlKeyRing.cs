using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace RemoteAssist.Gateway.Identity;

/// <summary>The keys that protect cookies, in the cluster's database: every gateway reads what any of them wrote.</summary>
internal sealed class PostgreSqlKeyRing(NpgsqlDataSource database) : IXmlRepository
{
    // Any number, as long as nothing else in this database takes it.
    private const long Lock = 0x52414B4559;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using NpgsqlCommand read = database.CreateCommand("SELECT xml FROM remoteassist_key_ring");
        using NpgsqlDataReader rows = read.ExecuteReader();
        List<XElement> keys = [];
        while (rows.Read()) keys.Add(XElement.Parse(rows.GetString(0)));
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using NpgsqlCommand write = database.CreateCommand("INSERT INTO remoteassist_key_ring (name, xml) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");
        write.Parameters.Add(new NpgsqlParameter<string> { TypedValue = friendlyName });
        write.Parameters.Add(new NpgsqlParameter<string> { TypedValue = element.ToString(SaveOptions.DisableFormatting) });
        write.ExecuteNonQuery();
    }

    /// <summary>
    /// Makes the table, then runs <paramref name="first"/> while no other gateway does: of several that start at once one makes the first
    /// key, and the others find it.
    /// </summary>
    internal async Task Prepare(Action first, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellation);
        await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({Lock})", connection);
        await take.ExecuteNonQueryAsync(cancellation);
        try
        {
            await using var create = new NpgsqlCommand("CREATE TABLE IF NOT EXISTS remoteassist_key_ring (name text PRIMARY KEY, xml text NOT NULL)", connection);
            await create.ExecuteNonQueryAsync(cancellation);
            first();
        }
        finally
        {
            await using var give = new NpgsqlCommand($"SELECT pg_advisory_unlock({Lock})", connection);
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
