namespace RemoteAssist.Customer.Host.Encode;

/// <summary>A Huffman code as an encoder uses it: code and length of every value (T.81, annex C). It can be given another code.</summary>
internal sealed class HuffmanCode
{
    private readonly uint[] _codes = new uint[256];

    internal HuffmanCode()
    {
    }

    internal HuffmanCode(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values) => Assign(counts, values);

    /// <summary>The code of a value, its length in the low eight bits.</summary>
    internal uint this[int value] => _codes[value];

    /// <summary>Takes over a code.</summary>
    /// <param name="counts">How many values have a code of 1 to 16 bits.</param>
    /// <param name="values">The values, those with short codes first.</param>
    internal void Assign(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        Array.Clear(_codes);
        uint code = 0;
        int value = 0;
        for (int length = 1; length <= 16; length++, code <<= 1)
        {
            for (int i = 0; i < counts[length - 1]; i++) _codes[values[value++]] = code++ << 8 | (uint)length;
        }
    }
}
