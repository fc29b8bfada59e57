using CsCheck;
using RemoteAssist.Grains.Pins;

namespace RemoteAssist.Grains.Tests.Pins;

public sealed class PinDensityTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(bool Begin, int Least, int Hours)[]> Happenings =
        Gen.Select(Gen.Int[0, 3].Select(kind => kind > 0), Gen.Int[0, 14], Gen.Int[0, 3]).Array[0, 400];

    [Fact]
    public void One_guess_hits_a_live_pin_with_a_chance_of_at_most_one_in_a_million_whatever_sessions_come_and_go() => Happenings.Sample(happenings =>
    {
        var state = new PinQuotaState();
        List<(int Length, DateTimeOffset Until)> live = [];
        DateTimeOffset now = Start;
        foreach ((bool begin, int least, int hours) in happenings)
        {
            now += TimeSpan.FromMinutes(10 * hours);
            live.RemoveAll(pin => pin.Until <= now);
            state = state.At(now);
            if (begin)
            {
                int length = PinDensity.LengthFor(least, state.Live);
                Assert.InRange(length, Math.Clamp(least, PinDensity.Shortest, PinDensity.Longest), PinDensity.Longest);
                live.Add((length, now + TimeSpan.FromHours(1 + hours)));
                state = state.Add(length, live[^1].Until, 1);
            }
            else if (live.Count > 0)
            {
                (int length, DateTimeOffset until) = live[least % live.Count];
                live.RemoveAt(least % live.Count);
                state = state.Add(length, until, -1);
            }

            foreach (IGrouping<int, (int, DateTimeOffset)> pins in live.GroupBy(pin => pin.Length))
            {
                Assert.True(pins.Count() <= state.Live(pins.Key), "A live PIN is not counted.");
                Assert.True(pins.Count() / Math.Pow(10, pins.Key) <= 1e-6, $"{pins.Count()} PINs of {pins.Key} digits are live.");
            }
        }
    }, iter: 200);

    [Fact]
    public void A_tenant_has_room_for_a_million_sessions_and_then_starts_no_more()
    {
        Dictionary<int, int> live = [];
        int started = 0;
        while (PinDensity.LengthFor(PinDensity.Shortest, length => live.GetValueOrDefault(length)) is var next && next > 0)
        {
            live[next] = PinDensity.Most(next);
            started += live[next];
        }

        Assert.Equal(1_111_111, started);
    }

    [Fact]
    public void A_reservation_is_not_given_back_twice() => Assert.Equal(0, new PinQuotaState().Add(6, Start, 1).Add(6, Start, -1).Add(6, Start, -1).Live(6));
}
