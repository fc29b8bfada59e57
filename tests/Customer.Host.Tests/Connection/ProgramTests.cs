using RemoteAssist.Customer.Host.Start;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Rig;

namespace RemoteAssist.Customer.Host.Tests.Connection;

public sealed class ProgramTests
{
    private static readonly string Program = Path.Join(AppContext.BaseDirectory, "RemoteAssist.Customer.Host.dll");

    [Fact]
    public async Task A_wrong_pin_ends_the_program_with_two_and_clear_words()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(320, 200, windowManager: false);
        await using var gateway = new TestGateway();
        await using Child program = desktop.Run("dotnet", Program, "--pin", "000000", "--server", gateway.Address.AbsoluteUri, "--grant", "see");
        Assert.Equal(ExitCode.PinNotValid, await program.Exit());
        Assert.Contains("This PIN does not work", program.Output);
    }

    [Fact]
    public async Task Without_a_display_the_program_ends_with_four_and_clear_words()
    {
        await using Child program = Child.Start("dotnet", [Program, "--pin", "482913", "--display", ":96321"]);
        Assert.Equal(ExitCode.NoScreen, await program.Exit());
        Assert.Contains("The X display ':96321' cannot be opened", program.Output);
    }

    [Fact]
    public async Task A_customer_who_allows_nothing_shares_nothing()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(320, 200, windowManager: false);
        await using var gateway = new TestGateway();
        await using Child program = desktop.Run("dotnet", Program, $"{gateway.Address}demo/{TestGateway.Pin}");
        Assert.Equal(ExitCode.NothingAllowed, await program.Exit());
        Assert.Contains("Anna of Demo Contact Center", program.Output);
        Assert.Empty(gateway.Sockets);
    }

    [Fact]
    public async Task A_terminated_program_says_goodbye_and_ends_with_zero()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(320, 200, windowManager: false);
        await using var gateway = new TestGateway();
        await using Child program = desktop.Run("dotnet", Program, $"{gateway.Address}demo/{TestGateway.Pin}", "--grant", "see");
        HostSocket socket = await gateway.Connection();
        await using Child kill = Child.Start("kill", ["-TERM", $"{program.Id}"]);
        Assert.Equal(ExitCode.Over, await program.Exit());
        Assert.Contains(socket.Messages, message => message[0] == (byte)Protocol.MessageKind.Stop);
    }
}
