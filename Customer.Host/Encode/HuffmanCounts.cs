namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Counts how often a picture has each value, and makes the best code for them (T.81, annex K.2).</summary>
internal sealed class HuffmanCounts
{
    private const int Symbols = 257;
    private const int LongestCode = 32;

    private readonly int[] _counts = new int[Symbols], _left = new int[Symbols], _sizes = new int[Symbols], _others = new int[Symbols];
    private readonly int[] _active = new int[Symbols];
    private readonly byte[] _lengths = new byte[LongestCode + 1];
    private readonly byte[] _values = new byte[Symbols - 1];

    /// <summary>How many values have a code of 1 to 16 bits, once <see cref="Build"/> was called.</summary>
    internal ReadOnlySpan<byte> Lengths => _lengths.AsSpan(1, 16);

    /// <summary>The values, those with short codes first, once <see cref="Build"/> was called.</summary>
    internal ReadOnlySpan<byte> Values => _values.AsSpan(0, ValueCount);

    private int ValueCount { get; set; }

    /// <summary>Starts again.</summary>
    internal void Clear() => Array.Clear(_counts);

    /// <summary>A value occurs.</summary>
    internal void Add(int value) => _counts[value]++;

    /// <summary>Makes the code.</summary>
    internal void Build()
    {
        CountSizes();
        Array.Clear(_lengths);
        for (int i = 0; i < Symbols; i++)
        {
            if (_sizes[i] > 0) _lengths[Math.Min(_sizes[i], LongestCode)]++;
        }

        Shorten();
        ValueCount = 0;
        for (int size = 1; size <= LongestCode; size++)
        {
            for (int value = 0; value < Symbols - 1; value++)
            {
                if (Math.Min(_sizes[value], LongestCode) == size) _values[ValueCount++] = (byte)value;
            }
        }
    }

    /// <summary>Figure K.1: the two rarest trees become one until one is left; every value in them gets a bit longer.</summary>
    private void CountSizes()
    {
        _counts.CopyTo(_left, 0);
        // One value that never occurs takes the code of ones, which a JPEG may not have.
        _left[Symbols - 1] = 1;
        Array.Clear(_sizes);
        Array.Fill(_others, -1);
        int trees = 0;
        for (int i = 0; i < Symbols; i++)
        {
            if (_left[i] != 0) _active[trees++] = i;
        }

        while (trees > 1)
        {
            int rarest = TakeRarest(ref trees), next = TakeRarest(ref trees);
            _left[rarest] += _left[next];
            _active[trees++] = rarest;
            int last = Lengthen(rarest);
            _others[last] = next;
            Lengthen(next);
        }
    }

    // Of equally rare ones the largest value, so that the reserved one gets the longest code.
    private int TakeRarest(ref int trees)
    {
        int best = 0;
        for (int i = 1; i < trees; i++)
        {
            int difference = _left[_active[i]] - _left[_active[best]];
            if (difference < 0 || (difference == 0 && _active[i] > _active[best])) best = i;
        }

        int taken = _active[best];
        _active[best] = _active[--trees];
        return taken;
    }

    private int Lengthen(int tree)
    {
        _sizes[tree]++;
        while (_others[tree] >= 0)
        {
            tree = _others[tree];
            _sizes[tree]++;
        }

        return tree;
    }

    /// <summary>Figure K.3: no code may be longer than 16 bits; then the reserved value's code is taken away.</summary>
    private void Shorten()
    {
        for (int size = LongestCode; size > 16; size--)
        {
            while (_lengths[size] > 0)
            {
                int shorter = size - 2;
                while (_lengths[shorter] == 0) shorter--;
                _lengths[size] -= 2;
                _lengths[size - 1]++;
                _lengths[shorter + 1] += 2;
                _lengths[shorter]--;
            }
        }

        int longest = 16;
        while (_lengths[longest] == 0) longest--;
        _lengths[longest]--;
    }
}
