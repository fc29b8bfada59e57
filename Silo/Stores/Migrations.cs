using System.Globalization;
using System.Reflection;

namespace RemoteAssist.Silo.Stores;

/// <summary>One step of a store's schema. Steps are applied once each, in order, and never changed after a release: a change is a new step.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">The concern, as in the file's name.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The steps of a store, from the embedded files <c>NNN-concern.sql</c> of its folder.</summary>
    internal static IReadOnlyList<Migration> Of(string store)
    {
        Assembly assembly = typeof(Migration).Assembly;
        string prefix = $"{store}/";
        return [.. from resource in assembly.GetManifestResourceNames()
            where resource.StartsWith(prefix, StringComparison.Ordinal)
            orderby resource
            select Read(assembly, resource, resource[prefix.Length..])];
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(file[..3], CultureInfo.InvariantCulture), Path.GetFileNameWithoutExtension(file)[4..], reader.ReadToEnd());
    }
}
