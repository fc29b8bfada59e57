namespace RemoteAssist.Customer.Host.Encode;

/// <summary>A Huffman code as an encoder uses it: code and length of every value (T.81, annex C).</summary>
internal sealed class HuffmanCode
{
    private readonly uint[] _codes = new uint[256];

    internal HuffmanCode(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        uint code = 0;
        int value = 0;
        for (int length = 1; length <= 16; length++, code <<= 1)
        {
            for (int i = 0; i < counts[length - 1]; i++) _codes[values[value++]] = code++ << 8 | (uint)length;
        }
    }

    /// <summary>The code of a value, its length in the low eight bits.</summary>
    internal uint this[int value] => _codes[value];
}
