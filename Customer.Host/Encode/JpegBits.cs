using System.Numerics;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Writes the entropy-coded data of a JPEG scan.</summary>
internal ref struct JpegBits
{
    private readonly Span<byte> _destination;
    private ulong _bits;
    private int _count;

    internal JpegBits(Span<byte> destination, int at)
    {
        _destination = destination;
        Length = at;
    }

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    /// <summary>Writes the low <paramref name="length"/> bits, 1 to 27.</summary>
    internal void Write(uint bits, int length)
    {
        _bits = _bits << length | bits;
        _count += length;
        while (_count >= 8)
        {
            _count -= 8;
            Put((byte)(_bits >> _count));
        }
    }

    /// <summary>Writes a code of <see cref="HuffmanCode"/> and the bits of a value of <paramref name="size"/> bits behind it.</summary>
    internal void Write(uint code, int value, int size)
    {
        int length = (int)(code & 0xFF);
        // A negative value is written as its ones' complement (T.81, F.1.2.1).
        uint extra = (uint)(value + (value >> 31)) & ((1u << size) - 1);
        Write((code >> 8) << size | extra, length + size);
    }

    /// <summary>The bits that a value takes.</summary>
    internal static int SizeOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));

    /// <summary>Fills the last byte with ones.</summary>
    internal void Finish()
    {
        if (_count > 0) Write((1u << (8 - _count)) - 1, 8 - _count);
    }

    private void Put(byte value)
    {
        _destination[Length++] = value;
        if (value == 0xFF) _destination[Length++] = 0;
    }
}
