using RemoteAssist.Customer.Host.Consent;

namespace RemoteAssist.Customer.Host.Tests.Consent;

public sealed class ConsentTests
{
    [Fact]
    public void Every_right_is_asked_for_with_the_name_of_who_asks_and_silence_means_no()
    {
        var terminal = new StringWriter();
        IReadOnlyCollection<string> rights = new ConsentQuestions(new StringReader("y\nwhat?\nYes\n\n"), terminal).Ask("Anna", "Demo Contact Center");
        Assert.Equal(["see", "control"], rights);
        Assert.Contains("Anna of Demo Contact Center", terminal.ToString());
        Assert.Contains("Only go on if YOU called them", terminal.ToString());
    }

    [Fact]
    public void Who_may_not_see_is_not_asked_to_allow_more() =>
        Assert.Empty(new ConsentQuestions(new StringReader("n\ny\ny\ny\n"), TextWriter.Null).Ask("Anna", "Demo"));

    [Fact]
    public void A_name_cannot_rewrite_the_terminal()
    {
        var terminal = new StringWriter();
        new ConsentQuestions(TextReader.Null, terminal).Ask("\u001b[2JYour bank\r\n", "Demo");
        Assert.DoesNotContain('\u001b', terminal.ToString());
    }

    [Fact]
    public void Rights_are_withdrawn_and_granted_by_typing_and_stop_stops()
    {
        var consent = new ConsentState();
        consent.Replace(["see", "control"]);
        int changes = 0, stops = 0;
        consent.Changed += () => changes++;
        var terminal = new StringWriter();
        var commands = new TerminalCommands(consent, terminal, () => stops++);
        commands.Run(new StringReader("deny control\ndeny control\n  GRANT files \ngrant everything\nhow?\nstop\n"));
        Assert.Equal(["see", "files"], consent.Rights);
        Assert.Equal((2, 1), (changes, stops));
        Assert.Contains("'everything' is no right", terminal.ToString());
    }
}
