using System.Globalization;
using System.Text;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>The desktops that are recorded. Nothing in the product may be made to fit one of them.</summary>
internal static class Scenes
{
    public static readonly IReadOnlyList<Scene> All =
    [
        new("idle", Idle),
        new("terminal-typing", TerminalTyping),
        new("editor-typing", EditorTyping),
        new("form", Form),
        new("terminal-scrolling", TerminalScrolling),
        new("page-scrolling", PageScrolling),
        new("tab-switching", TabSwitching),
        new("window-dragging", WindowDragging),
        new("photographs", Photographs),
        new("video", Video),
    ];

    // Carets blink and a clock goes on.
    private static async Task<Func<Task>> Idle(Stage stage)
    {
        await stage.Terminal("30x2+1500+60", "while :; do printf '\\r%s' \"$(date +%T)\"; sleep 1; done");
        await stage.Edit(stage.Write("letter.txt", Letter(3, 8)), 120, 90, 1200, 800);
        return () => Task.Delay(TimeSpan.FromSeconds(Recorder.Seconds));
    }

    private static async Task<Func<Task>> TerminalTyping(Stage stage)
    {
        for (int i = 1; i <= 24; i++) stage.Write($"invoice-{2000 + i * 37}.txt", Letter(i, 2));
        string window = await stage.Terminal("150x48+100+80");
        return () => stage.Do([
            "windowfocus", window, .. Stage.Type("ls -l | head -12", 90), "sleep", "0.3", "key", "Return", "sleep", "0.5", .. Stage.Type("grep -c printer invoice-20*.txt", 80), "key", "Return",
            "sleep", "0.4", .. Stage.Type("for n in 1 2 3; do echo invoice $n sent; done", 75), "key", "Return", "sleep", "0.3", .. Stage.Type("cat invoice-2037.txt", 85), "key", "Return", "sleep", "1"]);
    }

    private static async Task<Func<Task>> EditorTyping(Stage stage)
    {
        string window = await stage.Edit(stage.Write("report.txt", Letter(5, 9)), 160, 80, 1300, 860);
        var prose = new Prose(8);
        return () => stage.Do([
            "mousemove", "700", "400", "click", "1", "windowfocus", window, "key", "End", "key", "Return", .. Stage.Type(prose.Letters(40), 75), "key", "Return",
            .. Stage.Type(prose.Letters(30), 70), "key", "--repeat", "5", "--delay", "110", "BackSpace", "key", "Return", .. Stage.Type(prose.Letters(60), 75)]);
    }

    private static async Task<Func<Task>> Form(Stage stage)
    {
        await stage.Browse(240, 60, 1200, 950, stage.Pages.Form());
        return () => stage.Do([
            .. Stage.Type("Maria", 80), "key", "Tab", .. Stage.Type("Gonzalez", 80), "key", "Tab", .. Stage.Type("Rue de la Paix 12", 70), "key", "Tab", .. Stage.Type("75002", 80), "key", "Tab",
            .. Stage.Type("Paris", 80), "key", "Tab", .. Stage.Type("+33 1 23 45 67 89", 70), "key", "Tab", "sleep", "0.2", "key", "f", "sleep", "0.3", "key", "Tab", "key", "space", "sleep", "0.3",
            "key", "Tab", "key", "space", "sleep", "0.3", "key", "Tab", .. Stage.Type("Please call before noon.", 70)]);
    }

    private static async Task<Func<Task>> TerminalScrolling(Stage stage)
    {
        var prose = new Prose(21);
        var log = new StringBuilder();
        for (int line = 0; line < 700; line++)
            log.Append(CultureInfo.InvariantCulture, $"\x1b[3{2 + prose.Next(5)}m{line:D5} {prose.Next(24):D2}:{prose.Next(60):D2}\x1b[0m {prose.Sentence()} {prose.Sentence()}\n");
        string path = stage.Write("log.txt", log.ToString());
        string window = await stage.Terminal("200x58+20+30", $"head -n 60 {path}; read -r; tail -n +61 {path} | while IFS= read -r line; do printf '%s\\n' \"$line\"; sleep 0.03; done; sleep 60");
        return async () =>
        {
            await stage.Do("windowfocus", window, "key", "Return");
            await Task.Delay(TimeSpan.FromSeconds(Recorder.Seconds));
        };
    }

    private static async Task<Func<Task>> PageScrolling(Stage stage)
    {
        await stage.Browse(160, 40, 1500, 1000, stage.Pages.Article(31, 14));
        return () => stage.Do("mousemove", "900", "600", "click", "--repeat", "45", "--delay", "110", "5", "sleep", "1", "click", "--repeat", "30", "--delay", "110", "4", "sleep", "0.5");
    }

    private static async Task<Func<Task>> TabSwitching(Stage stage)
    {
        string window = await stage.Browse(100, 30, 1600, 1000, stage.Pages.Article(41, 4), stage.Pages.Article(42, 3), stage.Pages.Form(), stage.Pages.Article(43, 5));
        // Each page is drawn once before, as it is for somebody who goes back and forth.
        await stage.Do("windowfocus", window, "key", "ctrl+Tab", "sleep", "0.8", "key", "ctrl+Tab", "sleep", "0.8", "key", "ctrl+Tab", "sleep", "0.8", "key", "ctrl+Tab");
        return () => stage.Do([.. Enumerable.Range(0, 11).SelectMany(_ => (string[])["sleep", "0.9", "key", "ctrl+Tab"])]);
    }

    private static async Task<Func<Task>> WindowDragging(Stage stage)
    {
        await stage.Edit(stage.Write("notes.txt", Letter(9, 10)), 60, 60, 1000, 850);
        await stage.Browse(900, 140, 960, 860, stage.Pages.Article(51, 2, photographs: false));
        string window = await stage.Terminal("80x24+300+240", $"cat {stage.Write("log.txt", Letter(12, 4))}; sleep 60");
        // With Alt held, a window is taken at any place; its title bar's would depend on the window manager's style.
        List<string> path = ["windowactivate", "--sync", window, "mousemove", "500", "380", "keydown", "alt", "mousedown", "1"];
        for (int step = 0; step < 280; step++)
        {
            double turn = step * Math.Tau / 140;
            path.AddRange(["mousemove", Text(500 + 420 * Math.Sin(turn) + 160 * Math.Sin(3 * turn)), Text(380 + 70 * (1 - Math.Cos(turn)) + 110 * (1 - Math.Cos(2 * turn))), "sleep", "0.03"]);
        }

        return () => stage.Do([.. path, "mouseup", "1", "keyup", "alt"]);
    }

    private static async Task<Func<Task>> Photographs(Stage stage)
    {
        await stage.Browse(200, 60, 1440, 940, stage.Pages.Slides(8, 1430, 900));
        return () => stage.Do([.. Enumerable.Range(0, 7).SelectMany(_ => (string[])["sleep", "1.35", "key", "Right"])]);
    }

    private static async Task<Func<Task>> Video(Stage stage)
    {
        await stage.Edit(stage.Write("report.txt", Letter(5, 9)), 160, 80, 1300, 860);
        uint[][] film = Film.Make();
        return async () =>
        {
            using var player = new XWindow(stage.Display, 840, 420, Film.Width, Film.Height);
            using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / 30));
            foreach (uint[] frame in film)
            {
                player.Draw(frame);
                await beat.WaitForNextTickAsync();
            }

            // The last picture stays: the recording may end a moment later.
            await Task.Delay(TimeSpan.FromSeconds(1));
        };
    }

    private static string Letter(int seed, int paragraphs)
    {
        var prose = new Prose(seed);
        return string.Concat(Enumerable.Range(0, paragraphs).SelectMany(_ => Wrap(prose.Paragraph()).Append("\n"))).TrimEnd();
    }

    // Into lines of at most 96 letters.
    private static IEnumerable<string> Wrap(string paragraph)
    {
        var line = new StringBuilder();
        foreach (string word in paragraph.Split(' '))
        {
            if (line.Length + word.Length > 95)
            {
                yield return line.Append('\n').ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.Append('\n').ToString();
    }

    private static string Text(double number) => ((int)number).ToString(CultureInfo.InvariantCulture);
}
