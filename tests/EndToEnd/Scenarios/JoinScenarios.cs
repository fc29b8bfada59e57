using Microsoft.Playwright;
using RemoteAssist.EndToEnd.Setups;
using RemoteAssist.Rig;

namespace RemoteAssist.EndToEnd.Scenarios;

public abstract class JoinScenarios(Setup setup) : Scenario(setup)
{
    [Fact]
    public async Task The_page_shows_the_PIN_in_threes_and_an_address_for_the_customer_that_contains_it()
    {
        string pin = await Agent.Pin();
        Assert.Matches("^[0-9]{3}[^0-9][0-9]{3}", (await Agent.Page.Locator("#pin").InnerTextAsync()).Trim());
        Assert.Contains(pin, await Text("#customer-url"), StringComparison.Ordinal);
        Assert.NotEmpty(await Agent.Page.Locator("#users").InnerTextAsync());
    }

    [Fact]
    public async Task The_PIN_and_the_address_can_be_copied()
    {
        await Agent.Page.Locator("#copy-pin").ClickAsync();
        string pin = await Agent.Pin();
        await Wait.Until("the clipboard has the PIN", async () => string.Concat((await Clipboard()).Where(char.IsAsciiDigit)) == pin, now: Clipboard);
        await Agent.Page.Locator("#copy-url").ClickAsync();
        await Wait.Until("the clipboard has the customer's address", async () => (await Clipboard()).EndsWith($"/demo/{pin}", StringComparison.Ordinal), now: Clipboard);
    }

    [Fact]
    public async Task Who_signed_in_at_one_gateway_is_signed_in_at_all()
    {
        foreach (Uri gateway in Setup.Installation.Gateways)
        {
            // Cookies know no ports: the browser gives every gateway of this machine what one of them set.
            var page = new AgentPage(await Agent.Page.Context.NewPageAsync());
            await page.Page.GotoAsync(new Uri(gateway, "/agent").ToString());
            await page.WaitFor("signed-in", "true");
            await page.Page.CloseAsync();
        }
    }

    [Fact]
    public async Task A_wrong_PIN_is_refused_in_words_with_exit_code_2()
    {
        string right = await Agent.Pin();
        string wrong = $"{(right[0] == '1' ? 2 : 1)}{right[1..]}";
        await using Child host = Setup.StartHost(wrong, "see");
        Assert.Equal(2, await host.Exit());
        Assert.Contains("PIN", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", "en", " you ")]
    [InlineData("fr-FR", "fr", " vous ")]
    public async Task The_customers_page_speaks_the_customers_language(string locale, string language, string word)
    {
        IPage page = await Setup.Browser.NewPage(locale);
        await page.GotoAsync(new Uri(Setup.Installation.Gateways[Setup.HostGateway], $"/demo/{await Agent.Pin()}").ToString());
        Task<string> Words() => page.Locator("body").InnerTextAsync();
        await Wait.Until($"the page says '{word}'", async () => (await Words()).Contains(word, StringComparison.OrdinalIgnoreCase), now: Words);
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await page.Context.CloseAsync();
    }

    private async Task<string> Text(string element) => await Agent.Page.Locator(element).EvaluateAsync<string>("shown => shown.value ?? shown.innerText");

    private Task<string> Clipboard() => Agent.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
}
