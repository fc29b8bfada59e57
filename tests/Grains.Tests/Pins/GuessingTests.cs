using CsCheck;
using RemoteAssist.Grains.Pins;

namespace RemoteAssist.Grains.Tests.Pins;

/// <summary>What strangers who try PINs can reach (must-survive, row 1).</summary>
public sealed class GuessingTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PinLimits _limits = new();

    [Fact]
    public void A_thousand_addresses_that_try_all_day_get_into_a_tenant_with_a_chance_under_one_in_a_thousand()
    {
        var addresses = new AttemptBudget[1000];
        var tenant = new AttemptBudget();
        int guesses = 0, unapproved = 0;
        for (DateTimeOffset now = Start; now < Start + TimeSpan.FromDays(1); now += TimeSpan.FromMinutes(1))
        {
            for (int i = 0; i < addresses.Length; i++)
            {
                // As fast as each is let, however slowly it is answered.
                while (Admits(ref addresses[i], now))
                {
                    guesses++;
                    tenant = tenant.Press(now, _limits.Tenant);
                    if (!tenant.Shut) unapproved++;
                }
            }
        }

        Assert.True(guesses > 100_000, $"Only {guesses} guesses were simulated.");
        double chance = 1 - Math.Pow(1 - 1e-6, unapproved);
        Assert.True(chance < 1e-3, $"{unapproved} of {guesses} guesses needed no approval: the chance is {chance:P3}.");
        Assert.True(unapproved <= _limits.AttemptsPerTenant, $"{unapproved} guesses needed no approval.");
    }

    [Fact]
    public void No_patience_gets_more_unapproved_guesses_in_a_day_than_the_tenant_allows() => Gen.Int[0, 3600].Array[1, 400].Sample(pauses =>
    {
        var tenant = new AttemptBudget();
        DateTimeOffset now = Start;
        List<DateTimeOffset> unapproved = [];
        for (int i = 0; i < 3000; i++)
        {
            now += TimeSpan.FromSeconds(pauses[i % pauses.Length]);
            tenant = tenant.Press(now, _limits.Tenant);
            if (!tenant.Shut) unapproved.Add(now);
        }

        for (int i = _limits.AttemptsPerTenant; i < unapproved.Count; i++)
            Assert.True(unapproved[i] - unapproved[i - _limits.AttemptsPerTenant] > TimeSpan.FromDays(1) - TimeSpan.FromMinutes(6), "More than the day's number in a day.");
    }, iter: 50);

    [Fact]
    public void An_address_is_slowed_more_and_more_then_locked_then_let_in_again()
    {
        var address = new AttemptBudget();
        List<TimeSpan> answers = [];
        while (Admits(ref address, Start)) answers.Add(_limits.AnswerAfter(address.Used));
        Assert.Equal(_limits.AttemptsPerAddress, answers.Count);
        Assert.Equal(answers.Order(), answers);
        Assert.Equal((PinLimits.FirstAnswer, PinLimits.LastAnswer), (answers[2], answers[^1]));
        Assert.True(answers[3] > answers[2]);
        Assert.Equal(answers[^1], _limits.AnswerAfter(address.Used));
        Assert.False(Admits(ref address, Start + TimeSpan.FromMinutes(17)));
        Assert.True(Admits(ref address, Start + TimeSpan.FromMinutes(19)));
    }

    [Fact]
    public void A_tenant_is_under_attack_as_long_as_it_is_tried_and_for_hours_after_it()
    {
        var tenant = new AttemptBudget();
        for (int i = 0; i <= _limits.Tenant.Most; i++) tenant = tenant.Press(Start, _limits.Tenant);
        Assert.True(tenant.After(Start + TimeSpan.FromHours(4), _limits.Tenant).Shut);
        Assert.True(tenant.Press(Start + TimeSpan.FromHours(4), _limits.Tenant).After(Start + TimeSpan.FromHours(4.85), _limits.Tenant).Shut);
        Assert.False(tenant.After(Start + TimeSpan.FromHours(5), _limits.Tenant).Shut);
    }

    [Fact]
    public void PINs_that_work_use_nothing_up()
    {
        var tenant = new AttemptBudget();
        for (int i = 0; i < 10_000; i++) tenant = tenant.Press(Start, _limits.Tenant).GiveBack();
        Assert.Equal((0, false), (tenant.Used, tenant.Shut));
    }

    [Fact]
    public void A_clock_that_is_put_back_gives_nothing_back()
    {
        AttemptBudget used = new AttemptBudget().Press(Start, _limits.Address);
        Assert.Equal(used, used.After(Start - TimeSpan.FromDays(1), _limits.Address));
    }

    private bool Admits(ref AttemptBudget address, DateTimeOffset now)
    {
        address = address.After(now, _limits.Address);
        if (address.Shut) return false;
        address = address.Press(now, _limits.Address);
        return !address.Shut;
    }
}
