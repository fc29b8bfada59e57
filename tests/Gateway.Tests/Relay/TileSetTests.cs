using CsCheck;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>Tiles touched and tiles covered, against counting pixels.</summary>
public sealed class TileSetTests
{
    private static readonly Gen<(int Width, int Height, int X, int Y, int W, int H)> Rectangles =
        from width in Gen.Int[1, 300]
        from height in Gen.Int[1, 300]
        from x in Gen.Int[0, width - 1]
        from y in Gen.Int[0, height - 1]
        from w in Gen.Int[1, width - x]
        from h in Gen.Int[1, height - y]
        select (width, height, x, y, w, h);

    [Fact]
    public void A_tile_is_touched_when_one_of_its_pixels_is_painted_and_covered_when_all_are() => Rectangles.Sample(one =>
    {
        var touched = new TileSet(one.Width, one.Height);
        var left = new TileSet(one.Width, one.Height);
        left.AddAll();
        Operation operation = Operation.Solid(one.X, one.Y, one.W, one.H, 0);
        touched.AddTouched(operation);
        left.RemoveCovered(operation);
        int columns = (one.Width + 63) / 64;
        for (int tile = 0; tile < touched.Total; tile++)
        {
            int x0 = tile % columns * 64, y0 = tile / columns * 64;
            int x1 = Math.Min(x0 + 64, one.Width), y1 = Math.Min(y0 + 64, one.Height);
            bool any = x0 < one.X + one.W && one.X < x1 && y0 < one.Y + one.H && one.Y < y1;
            bool all = one.X <= x0 && x1 <= one.X + one.W && one.Y <= y0 && y1 <= one.Y + one.H;
            if (touched.Contains(tile) != any || left.Contains(tile) == all) return false;
        }

        return touched.Count == touched.ToArray().Length;
    });
}
