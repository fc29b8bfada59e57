using RemoteAssist.Protocol;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>Which operations a clip's bytes went into. What shares a compressed section is charged in proportion to its uncompressed bytes.</summary>
internal sealed class OperationCosts
{
    private readonly SortedDictionary<OperationKind, (long Count, double Bytes)> _kinds = [];

    /// <summary>Updates, the parts of pictures.</summary>
    public long Updates { get; private set; }

    /// <summary>Adds an update.</summary>
    public void Count(in Update update, int length)
    {
        Updates++;
        double packed = update.Header.PaletteRawLength == 0 ? 0 : (double)update.Palette.Length / update.Header.PaletteRawLength;
        double each = (double)(length - update.Palette.Length - update.Images.Length) / Math.Max(1, update.Header.OperationCount);
        foreach (Operation operation in update)
        {
            (long count, double bytes) = _kinds.GetValueOrDefault(operation.Kind);
            _kinds[operation.Kind] = (count + 1, bytes + each + operation.DataLength * (operation.IsInPaletteSection ? packed : 1));
        }
    }

    /// <summary>For people: each kind with its number and KB, the most expensive first.</summary>
    public override string ToString() => string.Join(", ", _kinds.OrderByDescending(kind => kind.Value.Bytes).Select(kind =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value.Count} = {kind.Value.Bytes / 1000:0.0} KB")));
}
