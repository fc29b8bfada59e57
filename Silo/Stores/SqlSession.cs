using System.Data.Common;

namespace RemoteAssist.Silo.Stores;

/// <summary>Statements on either database, with parameters by name.</summary>
internal static class SqlSession
{
    internal static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    internal static async Task<List<T>> Rows<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}
