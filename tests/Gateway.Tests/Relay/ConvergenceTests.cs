using CsCheck;
using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Gateway.Tests.Relay.Model;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>Whatever happens on the way, every viewer's picture ends as the host's.</summary>
public sealed class ConvergenceTests
{
    private enum Step
    {
        Draw, DrawMore, Arrive, Send, Receive, Acknowledge, Wait, Join, Leave, Look, Lose, Gap, NewEpoch, Spoil,
    }

    private static readonly Gen<(Step Step, int Seed)[]> Histories =
        Gen.Select(Gen.Frequency((6, Gen.Enum<Step>()), (6, Gen.Int[(int)Step.Draw, (int)Step.Acknowledge].Select(step => (Step)step))), Gen.Int[1, 1 << 30])
            .Array[1, 150];

    [Fact]
    public void After_drops_losses_late_joins_repairs_and_new_epochs_every_viewer_ends_with_the_hosts_picture() =>
        Histories.Sample(history => new World(new SocketOptions { ViewerQueueBytes = 128 * 1024 }, 32 * 1024 * 1024).Live(history), iter: 400, time: -1);

    [Fact]
    public void With_little_room_every_viewer_ends_with_the_hosts_picture_all_the_same() =>
        Histories.Sample(history => new World(new SocketOptions { ViewerQueueBytes = 128 * 1024, ViewerWindowBytes = 64 * 1024 }, 300_000).Live(history), iter: 200, time: -1);

    private sealed class World
    {
        private readonly FakeTimeProvider _time = new();
        private readonly SocketOptions _limits;
        private readonly RelayPicture _relay;
        private readonly ModelHost _host = new();
        private readonly List<ModelViewer> _viewers = [];
        private readonly Queue<byte[]> _toHost = new();
        private readonly long _most;

        internal World(SocketOptions limits, long most)
        {
            (_limits, _most) = (limits, most);
            _relay = new RelayPicture(most, _time);
            Join(new Dice(1));
        }

        internal void Live((Step Step, int Seed)[] history)
        {
            foreach ((Step step, int seed) in history)
            {
                Do(step, new Dice((ulong)seed));
                Listen();
                // What has just come may be over the cap until the next comes.
                Assert.InRange(_relay.Bytes, 0, _most + 2 * Caps.Message);
            }

            // A loss is seen by what comes after it.
            _host.Draw(0);
            for (int round = 0; round < 600 && !Settled(); round++)
            {
                Answer();
                Arrive(int.MaxValue);
                foreach (ModelViewer viewer in _viewers)
                {
                    _relay.Tick(viewer);
                    viewer.Send(int.MaxValue);
                    Draw(viewer, int.MaxValue, spoil: false);
                    viewer.Acknowledge();
                    _relay.CatchUp(viewer);
                }

                _time.Advance(TimeSpan.FromMilliseconds(100));
                Listen();
            }

            foreach (ModelViewer viewer in _viewers)
            {
                foreach (int screen in Looked(viewer)) Assert.Equal(_host.Screens[screen].Pixels, viewer.Screens[screen].Pixels);
            }

            foreach (ModelViewer viewer in _viewers.ToArray()) _relay.Remove(viewer);
            _viewers.Clear();
            Assert.Equal(0, _relay.Bytes);
        }

        private void Do(Step step, Dice dice)
        {
            ModelViewer? viewer = _viewers.Count > 0 ? _viewers[dice.Roll(_viewers.Count)] : null;
            switch (step)
            {
                case Step.Draw:
                    _host.Draw(dice);
                    break;
                case Step.DrawMore:
                    for (int i = 0; i < 20; i++) _host.Draw(dice);
                    Arrive(int.MaxValue);
                    break;
                case Step.Arrive:
                    Arrive(1 + dice.Roll(8));
                    break;
                case Step.Send:
                    viewer?.Send(1 + dice.Roll(5));
                    break;
                case Step.Receive when viewer is not null:
                    Draw(viewer, 1 + dice.Roll(5), spoil: false);
                    break;
                case Step.Spoil when viewer is not null:
                    Draw(viewer, 1 + dice.Roll(5), spoil: true);
                    break;
                case Step.Acknowledge when viewer is not null:
                    viewer.Acknowledge();
                    _relay.CatchUp(viewer);
                    break;
                case Step.Wait:
                    Answer();
                    _time.Advance(TimeSpan.FromMilliseconds(dice.Roll(1200)));
                    foreach (ModelViewer each in _viewers) _relay.Tick(each);
                    break;
                case Step.Join when _viewers.Count < 4:
                    Join(dice);
                    break;
                case Step.Leave when viewer is not null:
                    _viewers.Remove(viewer);
                    _relay.Remove(viewer);
                    break;
                case Step.Look when viewer is not null:
                    Look(viewer, dice);
                    break;
                case Step.Lose when _host.Sent.Count > 0 && _host.Sent[0][0] == (byte)MessageKind.Update:
                    _host.Sent.RemoveAt(0);
                    break;
                case Step.Gap:
                    // The stream tells a loss in its place.
                    if (_host.Sent.Count > 0) _host.Sent.RemoveAt(0);
                    _relay.Gap();
                    break;
                case Step.NewEpoch when dice.OneIn(4):
                    _host.Begin();
                    break;
            }
        }

        private void Join(Dice dice)
        {
            var viewer = new ModelViewer(_limits, _time);
            _viewers.Add(viewer);
            _relay.Add(viewer);
            if (dice.OneIn(3)) Look(viewer, dice);
        }

        private void Look(ModelViewer viewer, Dice dice)
        {
            ushort screen = dice.Roll(3) switch { 0 => 0, 1 => 1, _ => ViewMessage.AllScreens };
            viewer.View = screen;
            _relay.View(viewer, new ViewMessage(screen, 800, 600, PictureQuality.Automatic));
        }

        private void Arrive(int most)
        {
            while (most-- > 0 && _host.Sent.Count > 0)
            {
                byte[] message = _host.Sent[0];
                _host.Sent.RemoveAt(0);
                if (message[0] == (byte)MessageKind.Layout) _relay.ShowLayout(message);
                else _relay.ShowUpdate(message);
            }
        }

        private void Draw(ModelViewer viewer, int most, bool spoil)
        {
            foreach (byte[] repair in viewer.Draw(most, spoil))
            {
                Assert.Equal(ProtocolError.None, RepairMessage.TryRead(repair.AsSpan(MessageHeader.Size), out RepairMessage message));
                _relay.Broken(viewer, message);
            }
        }

        private void Listen()
        {
            while (_relay.Take(out _) is { } message) _toHost.Enqueue(message);
        }

        private void Answer()
        {
            while (_toHost.TryDequeue(out byte[]? message)) _host.Hear(message);
        }

        private bool Settled() => _host.Sent.Count == 0 && _viewers.TrueForAll(viewer =>
            viewer.Queue is { IsBehind: false, Bytes: 0, BytesUnderWay: 0 }
            && Looked(viewer).All(screen => screen < viewer.Screens.Length && _host.Screens[screen].Pixels.AsSpan().SequenceEqual(viewer.Screens[screen].Pixels)));

        private IEnumerable<int> Looked(ModelViewer viewer) => viewer.View switch
        {
            ViewMessage.AllScreens => Enumerable.Range(0, _host.Screens.Length),
            1 => [1],
            _ => [0],
        };
    }
}
