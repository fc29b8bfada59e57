using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tenants;

namespace RemoteAssist.Grains.Tests.Accounts;

public sealed class AccountTests(Cluster cluster)
{
    private const string Password = "correct horse battery";

    private async Task<IAccountGrain> Create()
    {
        IAccountGrain account = Grain($"{Guid.NewGuid():n}@acme.example");
        Assert.True(await account.Create(new NewAccount("Anna", AccountRole.Supervisor, Password)));
        return account;
    }

    private IAccountGrain Grain(string email) => cluster.Client.GetGrain<IAccountGrain>($"{Cluster.Tenant}/{email}");

    [Fact]
    public async Task The_right_password_signs_in_and_no_other()
    {
        IAccountGrain account = await Create();
        Account? signedIn = await account.SignIn(Password);
        Assert.Equal((Cluster.Tenant, "Anna", AccountRole.Supervisor), (signedIn?.Tenant, signedIn?.Name, signedIn?.Role));
        Assert.Equal(account.GetPrimaryKeyString(), $"{Cluster.Tenant}/{signedIn!.Email}");
        Assert.Null(await account.SignIn(Password + "!"));
        Assert.Null(await account.SignIn(""));
        Assert.Null(await account.SignIn(new string('x', 100_000)));
    }

    [Fact]
    public async Task An_account_that_does_not_exist_signs_nobody_in_and_does_not_come_to_be()
    {
        IAccountGrain account = Grain("nobody@acme.example");
        Assert.Null(await account.SignIn(Password));
        Assert.Null(await account.IssueLink(TimeSpan.FromMinutes(1), once: true));
        Assert.Null(await account.RedeemLink("secret"));
        Assert.True(await account.Create(new NewAccount("Nora", AccountRole.Agent, Password)));
    }

    [Fact]
    public async Task Creating_an_account_twice_changes_nothing()
    {
        IAccountGrain account = await Create();
        Assert.False(await account.Create(new NewAccount("Mallory", AccountRole.Admin, "another password")));
        Assert.Null(await account.SignIn("another password"));
        Assert.Equal("Anna", (await account.SignIn(Password))?.Name);
    }

    [Theory]
    [InlineData("", "long enough")]
    [InlineData("Anna", "short")]
    public async Task An_account_without_a_name_or_with_a_short_password_is_refused(string name, string password) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Grain("wrong@acme.example").Create(new NewAccount(name, AccountRole.Agent, password)));

    [Theory]
    [InlineData("acme/Anna@acme.example")]
    [InlineData("acme/anna")]
    [InlineData("ACME/anna@acme.example")]
    [InlineData("anna@acme.example")]
    public async Task An_account_is_keyed_by_tenant_and_address_in_lower_case(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Client.GetGrain<IAccountGrain>(key).Create(new NewAccount("Anna", AccountRole.Agent, Password)));

    [Fact]
    public async Task A_link_for_one_use_signs_in_once()
    {
        IAccountGrain account = await Create();
        string secret = (await account.IssueLink(TimeSpan.FromMinutes(5), once: true))!;
        Assert.Null(await account.RedeemLink(secret + "x"));
        Assert.Equal("Anna", (await account.RedeemLink(secret))?.Name);
        Assert.Null(await account.RedeemLink(secret));
    }

    [Fact]
    public async Task A_link_for_many_uses_signs_in_until_its_time_is_over()
    {
        IAccountGrain account = await Create();
        string secret = (await account.IssueLink(TimeSpan.FromSeconds(30), once: false))!;
        Assert.NotNull(await account.RedeemLink(secret));
        Assert.NotNull(await account.RedeemLink(secret));
        cluster.Time.PutForward(TimeSpan.FromSeconds(30));
        Assert.Null(await account.RedeemLink(secret));
    }

    [Fact]
    public async Task No_link_works_for_longer_than_a_day() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await (await Create()).IssueLink(TimeSpan.FromHours(25), once: true));

    [Fact]
    public async Task The_oldest_link_gives_way_when_there_are_too_many()
    {
        IAccountGrain account = await Create();
        string oldest = (await account.IssueLink(TimeSpan.FromMinutes(5), once: false))!;
        string second = (await account.IssueLink(TimeSpan.FromMinutes(5), once: false))!;
        for (int i = 2; i <= 16; i++) Assert.NotNull(await account.IssueLink(TimeSpan.FromMinutes(5), once: false));
        Assert.Null(await account.RedeemLink(oldest));
        Assert.NotNull(await account.RedeemLink(second));
    }

    [Fact]
    public async Task A_tenant_is_created_once_with_the_product_s_defaults()
    {
        ITenantGrain tenant = cluster.Client.GetGrain<ITenantGrain>("globex");
        Assert.Null(await tenant.Read());
        Assert.True(await tenant.Create("Globex"));
        Assert.False(await tenant.Create("Another name"));
        var defaults = new TenantSettings("Globex") { PinLength = 6, WaitingLimit = TimeSpan.FromHours(1), AgentsAwayLimit = TimeSpan.FromSeconds(30), IdleLimit = TimeSpan.FromHours(4) };
        Assert.Empty(TenantRules.Difference(defaults, (await tenant.Read())!));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Client.GetGrain<ITenantGrain>("Not a tenant").Create("X"));
    }
}
