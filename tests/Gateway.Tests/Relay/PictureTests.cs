using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>The picture's way from the host to the viewers.</summary>
public sealed class PictureTests(SharedGateway shared)
{
    private static readonly int[] AllTiles = [.. Enumerable.Range(0, TestHost.Tiles)];

    private readonly GatewayUnderTest _gateway = shared.Gateway;

    [Fact]
    public async Task Every_viewer_gets_every_update_in_the_hosts_order()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer one = await TestViewer.Watch(_gateway, agent, session), two = await TestViewer.WatchOnly(_gateway, session);
        await using TestHost host = await TestHost.Share(_gateway, pin);
        const int Pictures = 100;
        for (uint picture = 1; picture <= Pictures; picture++) await host.Draw(picture, (int)picture % TestHost.Tiles);
        uint last = await host.Draw(0xABCDEF, AllTiles);
        foreach (TestViewer viewer in (TestViewer[])[one, two])
        {
            await Eventually.True(() => viewer.Seqs.Contains(last), $"update {last} at both viewers");
            uint[] seqs = viewer.Seqs;
            Assert.Equal(seqs.Order().Distinct(), seqs);
            Assert.Superset(Enumerable.Range(1, Pictures).Select(seq => (uint)seq).ToHashSet(), seqs.ToHashSet());
        }
    }

    [Fact]
    public async Task The_host_hears_that_the_cluster_has_its_update()
    {
        (_, _, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        uint seq = await host.Draw(1, AllTiles);
        await host.Hears(MessageKind.Ack, $"the acknowledgement of update {seq}", message => AckMessage.TryRead(message.AsSpan(MessageHeader.Size), out AckMessage ack) == ProtocolError.None && ack.Seq == seq);
    }

    [Fact]
    public async Task Who_joins_late_gets_the_layout_the_pointer_and_the_whole_picture()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        byte[] cursor = new byte[CursorPositionMessage.MessageSize];
        new CursorPositionMessage(0, true, 5, 7).Write(cursor);
        await host.SendBytes(cursor);
        await host.Draw(0x112233, AllTiles);
        await using TestViewer late = await TestViewer.Watch(_gateway, agent, session);
        await late.Shows(0x112233, "the whole picture at who joined late");
        Layout layout = await late.Hears<Layout>(MessageKind.Layout, "the layout at who joined late");
        Assert.Equal((TestHost.Width, TestHost.Height, "DP-1"), (layout.Screens[0].Width, layout.Screens[0].Height, layout.Screens[0].Name));
        await late.Hears(MessageKind.CursorPosition, "the pointer at who joined late");
    }

    [Fact]
    public async Task Who_comes_after_others_costs_the_host_nothing()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer first = await TestViewer.Watch(_gateway, agent, session);
        await host.Draw(0x112233, AllTiles);
        await first.Shows(0x112233, "the picture at the first viewer");
        int before = host.RepairRequests.Count();
        await using TestViewer second = await TestViewer.WatchOnly(_gateway, session);
        await second.Shows(0x112233, "the picture at who came later");
        Assert.Equal(before, host.RepairRequests.Count());
    }

    [Fact]
    public async Task Viewers_who_come_at_once_cost_few_repairs()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await host.Draw(0x445566, AllTiles);
        TestViewer[] viewers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestViewer.Watch(_gateway, agent, session)));
        foreach (TestViewer viewer in viewers) await viewer.Shows(0x445566, "the whole picture at each of four");
        // Without sharing it would be one a viewer; how many fall into one interval depends on the machine.
        Assert.InRange(host.RepairRequests.Count(), 1, viewers.Length);
        foreach (TestViewer viewer in viewers) await viewer.DisposeAsync();
    }

    [Fact]
    public async Task A_gap_in_the_sequence_is_repaired()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await host.Draw(0x10, AllTiles);
        await viewer.Shows(0x10, "the first picture");
        int before = host.RepairRequests.Count();
        host.Skip(3);
        await host.Draw(0x20, 0);
        await Eventually.True(() => host.RepairRequests.Count() > before, "a repair request after the gap");
        await viewer.Shows(0x20, "the repaired picture");
    }

    [Fact]
    public async Task A_viewer_that_stalls_is_bounded_slows_nobody_and_ends_with_the_newest_picture()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer quick = await TestViewer.Watch(_gateway, agent, session), slow = await TestViewer.WatchOnly(_gateway, session);
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await host.Draw(0x1, AllTiles);
        await slow.Shows(0x1, "the first picture at the slow viewer");
        slow.Acknowledges = false;
        slow.Hold();
        uint last = 0;
        // Twelve megabytes: three times what may wait for one viewer.
        for (int picture = 0; picture < 240; picture++)
        {
            last = await host.DrawImage(picture % TestHost.Tiles, 50_000);
            uint seq = last;
            await Eventually.True(() => quick.Seqs.Contains(seq), $"update {seq} at the quick viewer while another stalls");
        }

        Assert.True(slow.Seqs.Length < 60, $"The stalled viewer was sent {slow.Seqs.Length} updates it has not acknowledged.");
        last = await host.Draw(0x2, AllTiles);
        await quick.Shows(0x2, "the newest picture at the quick viewer");
        slow.Acknowledges = true;
        slow.GoOn();
        // It acknowledges what it missed to acknowledge while it was stalled, as a page does once it draws again.
        await slow.Acknowledge(slow.Seqs.LastOrDefault());
        await slow.Shows(0x2, "the newest picture at the viewer that stalled");
    }

    [Fact]
    public async Task What_the_customer_does_not_show_is_not_relayed_and_comes_whole_once_it_is_shown()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await using TestHost host = await TestHost.Share(_gateway, pin, RightNames.Files);
        uint hidden = await host.Draw(0x666666, AllTiles);
        await host.Hears(MessageKind.Ack, "the acknowledgement of the hidden update");
        await host.Send(new Consent([RightNames.See]));
        await host.Draw(0x777777, AllTiles);
        await viewer.Shows(0x777777, "the picture after it was shown");
        await host.Send(new Consent([RightNames.Files]));
        uint withdrawn = await host.Draw(0x888888, AllTiles);
        await host.Send(new Consent([RightNames.See]));
        await host.Draw(0x999999, AllTiles);
        await viewer.Shows(0x999999, "the picture after it was shown again");
        Assert.DoesNotContain(hidden, viewer.Seqs);
        Assert.DoesNotContain(withdrawn, viewer.Seqs);
    }

    [Fact]
    public async Task A_new_layout_reaches_the_viewers_before_its_first_update()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await host.Draw(0x1, AllTiles);
        await viewer.Shows(0x1, "the picture of the first layout");
        await host.SendLayout(host.Epoch + 1);
        uint seq = await host.Draw(0x2, AllTiles);
        await Eventually.True(() => viewer.Seqs.Contains(seq), "the first update of the new layout");
        byte[][] heard = viewer.Heard;
        int layout = Array.FindLastIndex(heard, message => message[0] == (byte)MessageKind.Layout);
        int update = Array.FindIndex(heard, message => message[0] == (byte)MessageKind.Update && Update.TryReadHeader(message, out _, out UpdateHeader header) == ProtocolError.None && header.Epoch == host.Epoch);
        Assert.True(layout < update, $"The layout was message {layout}, its first update message {update}.");
    }
}
