using CsCheck;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Tests.Capture;

public sealed class DamageRegionTests
{
    [Fact]
    public void However_much_is_damaged_it_is_covered_by_a_few_rectangles() =>
        Gen.Select(Gen.Int[0, 3800], Gen.Int[0, 2100], Gen.Int[1, 200], Gen.Int[1, 200]).List[0, 60].Sample(
            damaged =>
            {
                var region = new DamageRegion();
                foreach ((int x, int y, int width, int height) in damaged) region.Add(new PixelRect(x, y, width, height));
                PixelRect[] kept = region.Rectangles.ToArray();
                Assert.InRange(kept.Length, 0, 8);
                Assert.All(damaged, rectangle => Assert.Contains(kept, one => one.Contains(new PixelRect(rectangle.Item1, rectangle.Item2, rectangle.Item3, rectangle.Item4))));
            },
            iter: 200);

    [Fact]
    public void What_is_far_apart_is_not_merged()
    {
        var region = new DamageRegion();
        region.Add(new PixelRect(0, 0, 64, 64));
        region.Add(new PixelRect(1800, 1000, 64, 64));
        Assert.Equal(2, region.Rectangles.Length);
    }
}
