using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace RemoteAssist.Grains.State;

/// <summary>
/// How grains' states are kept: JSON with the properties' names, enums as words, and no type names, so that a state outlives renamed types,
/// moved assemblies and versions of Orleans, and an operator can read it. The rules that keep it so: a property is never renamed, reordered
/// enums do no harm, a new property has a default for states that were saved before it, and one that is no longer known is passed over.
/// </summary>
public sealed class JsonStateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    /// <inheritdoc/>
    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options)
        ?? throw new JsonException($"The saved {typeof(T).Name} is null.");
}
