using CsCheck;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tenants;

namespace RemoteAssist.Grains.Tests.Tenants;

/// <summary>What tenants may set.</summary>
public sealed class TenantRuleTests
{
    private static readonly TenantSettings Good = new("Acme");
    private static readonly TenantCeilings Ceilings = new();

    public static TheoryData<string, TenantSettings> Wrong => new()
    {
        { "name", Good with { Name = " " } },
        { "name", Good with { Name = "a\nb" } },
        { "name", Good with { Name = new string('x', 1000) } },
        { "pinLength", Good with { PinLength = 5 } },
        { "pinLength", Good with { PinLength = 13 } },
        { "waitingMinutes", Good with { WaitingLimit = TimeSpan.Zero } },
        { "waitingMinutes", Good with { WaitingLimit = TimeSpan.FromDays(2) } },
        { "agentsAwaySeconds", Good with { AgentsAwayLimit = TimeSpan.FromSeconds(4) } },
        { "idleMinutes", Good with { IdleLimit = TimeSpan.FromMinutes(4) } },
        { "idleMinutes", Good with { IdleLimit = TimeSpan.FromHours(25) } },
        { "largestFileBytes", Good with { LargestFile = 0 } },
        { "largestFileBytes", Good with { LargestFile = (1L << 30) + 1 } },
        { "largestBatch", Good with { LargestBatch = 10_001 } },
        { "allowedExtensions", Good with { AllowedExtensions = [".exe"] } },
        { "allowedExtensions", Good with { AllowedExtensions = ["txt", "txt"] } },
        { "blockedExtensions", Good with { BlockedExtensions = [""] } },
        { "blockedExtensions", Good with { BlockedExtensions = [.. Enumerable.Range(0, 101).Select(i => $"e{i}")] } },
        { "consentText", Good with { ConsentText = new string('x', 1001) } },
        { "consentText", Good with { ConsentText = "a\u0007" } },
        { "colour", Good with { Colour = "red" } },
        { "colour", Good with { Colour = "#12345g" } },
        { "languages", Good with { Languages = [] } },
        { "languages", Good with { Languages = ["xx"] } },
        { "embeddingOrigins", Good with { EmbeddingOrigins = ["https://desk.example/path"] } },
        { "embeddingOrigins", Good with { EmbeddingOrigins = ["https://desk.example; script-src *"] } },
        { "embeddingOrigins", Good with { EmbeddingOrigins = ["javascript:alert(1)"] } },
    };

    [Fact]
    public void The_defaults_are_allowed() => Assert.Empty(TenantRules.Check(Good, Ceilings));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_value_that_is_not_allowed_is_refused_with_its_key_its_value_and_what_is(string key, TenantSettings settings)
    {
        SettingFault fault = Assert.Single(TenantRules.Check(settings, Ceilings));
        Assert.Equal(key, fault.Key);
        Assert.Matches($"^'{key}' is (empty|'.*'); it must be .+\\.$", fault.ToString().Replace('\n', ' '));
    }

    [Fact]
    public void No_tenant_sets_more_than_the_operator_allows_nor_keeps_it_when_that_is_lowered()
    {
        var lower = new TenantCeilings { LargestFile = 1 << 20, Idle = TimeSpan.FromHours(1) };
        Assert.Equal(["idleMinutes", "largestFileBytes"], [.. TenantRules.Check(Good, lower).Select(fault => fault.Key).Order()]);
        TenantSettings applies = Good.Under(lower);
        Assert.Equal((lower.LargestFile, lower.Idle), (applies.LargestFile, applies.IdleLimit));
        Assert.Empty(TenantRules.Check(applies, lower));
    }

    [Fact]
    public void Every_setting_has_a_rule_so_that_every_change_is_in_the_audit_log()
    {
        TenantSettings other = new("Globex")
        {
            PinLength = 8, WaitingLimit = TimeSpan.FromMinutes(9), AgentsAwayLimit = TimeSpan.FromSeconds(9), IdleLimit = TimeSpan.FromMinutes(9), ApproveJoins = true,
            Features = TenantFeatures.Recording, LargestFile = 9, LargestBatch = 9, FilesToCustomer = false, FilesToAgent = false, AllowedExtensions = ["a"],
            BlockedExtensions = ["b"], ConsentText = "c", Colour = "#123456", Languages = ["fr"], EmbeddingOrigins = ["https://desk.example"],
        };
        Assert.All(typeof(TenantSettings).GetProperties(), property => Assert.False(Equals(property.GetValue(Good), property.GetValue(other)), $"The test changes no {property.Name}."));
        Assert.Equal(TenantRules.All.Select(rule => rule.Key), TenantRules.Difference(Good, other).Select(detail => detail.Name));
        Assert.Equal(typeof(TenantSettings).GetProperties().Length, TenantRules.All.Count(rule => !rule.Key.StartsWith("features.", StringComparison.Ordinal)) + 1);
    }

    [Fact]
    public void A_session_has_never_more_rights_than_the_customer_grants_and_the_tenant_allows() => Gen.Int[0, 127].Select(Gen.Int[0, 15]).Sample((features, granted) =>
    {
        SessionRights allowed = (Good with { Features = (TenantFeatures)features }).Policy(1).Allowed;
        Assert.Equal((features & 1) != 0, allowed.HasFlag(SessionRights.Control));
        Assert.Equal((features & 2) != 0, allowed.HasFlag(SessionRights.Files));
        Assert.Equal((features & 4) != 0, allowed.HasFlag(SessionRights.Clipboard));
        Assert.True(allowed.HasFlag(SessionRights.See));
        Assert.Equal((SessionRights)granted & allowed, (SessionRights)granted & allowed & (SessionRights)granted);
    });
}
