using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// The forward cosine transform of a block of 8 × 8 (Arai, Agui, Nakajima 1988: five multiplications a row, the rest of the scaling goes into
/// the quantisation). Eight columns are worked on at once, as two vectors of four.
/// </summary>
internal static class CosineTransform
{
    /// <summary>What coefficient <c>k</c> is too large by, in one direction.</summary>
    internal static ReadOnlySpan<double> Scale => [1.0, 1.387039845, 1.306562965, 1.175875602, 1.0, 0.785694958, 0.541196100, 0.275899379];

    /// <summary>Transforms in place; the result is transposed: coefficient (u across, v down) stands at u × 8 + v.</summary>
    internal static void Forward(Span<float> block)
    {
        Columns(ref block[0]);
        Columns(ref block[4]);
        Transpose(ref block[0]);
        Columns(ref block[0]);
        Columns(ref block[4]);
    }

    private static void Columns(ref float first)
    {
        Vector128<float> r0 = Vector128.LoadUnsafe(ref first), r1 = Vector128.LoadUnsafe(ref first, 8), r2 = Vector128.LoadUnsafe(ref first, 16), r3 = Vector128.LoadUnsafe(ref first, 24);
        Vector128<float> r4 = Vector128.LoadUnsafe(ref first, 32), r5 = Vector128.LoadUnsafe(ref first, 40), r6 = Vector128.LoadUnsafe(ref first, 48), r7 = Vector128.LoadUnsafe(ref first, 56);
        Vector128<float> s0 = r0 + r7, d0 = r0 - r7, s1 = r1 + r6, d1 = r1 - r6, s2 = r2 + r5, d2 = r2 - r5, s3 = r3 + r4, d3 = r3 - r4;

        Vector128<float> e0 = s0 + s3, e3 = s0 - s3, e1 = s1 + s2, e2 = s1 - s2;
        (e0 + e1).StoreUnsafe(ref first);
        (e0 - e1).StoreUnsafe(ref first, 32);
        Vector128<float> z1 = (e2 + e3) * 0.707106781f;
        (e3 + z1).StoreUnsafe(ref first, 16);
        (e3 - z1).StoreUnsafe(ref first, 48);

        Vector128<float> o0 = d3 + d2, o1 = d2 + d1, o2 = d1 + d0;
        Vector128<float> z5 = (o0 - o2) * 0.382683433f;
        Vector128<float> z2 = o0 * 0.541196100f + z5, z4 = o2 * 1.306562965f + z5, z3 = o1 * 0.707106781f;
        Vector128<float> z11 = d0 + z3, z13 = d0 - z3;
        (z13 + z2).StoreUnsafe(ref first, 40);
        (z13 - z2).StoreUnsafe(ref first, 24);
        (z11 + z4).StoreUnsafe(ref first, 8);
        (z11 - z4).StoreUnsafe(ref first, 56);
    }

    private static void Transpose(ref float first)
    {
        for (int y = 0; y < 8; y++)
        {
            for (int x = y + 1; x < 8; x++)
            {
                ref float upper = ref Unsafe.Add(ref first, y * 8 + x);
                ref float lower = ref Unsafe.Add(ref first, x * 8 + y);
                (upper, lower) = (lower, upper);
            }
        }
    }
}
