namespace RemoteAssist.Benchmarks.Glass;

/// <summary>What is put into a viewer's page before its own scripts: every call that draws on a canvas of the page is followed by a look at what it can have touched.</summary>
internal static class GlassScript
{
    /// <summary>JavaScript. The blocks of numbers are those of <see cref="Motion.Marker"/>.</summary>
    public const string Text =
        """
        (() => {
          const glass = window.glass = { watch: null, keyAt: 0, doneAt: 0, canvas: null };
          addEventListener('keydown', () => { glass.keyAt = performance.now(); }, { capture: true });
          const look = (context, x, y, width, height) => {
            const watch = glass.watch;
            if (!watch || !context.canvas.isConnected) return;
            watch.points = watch.points.filter(point => {
              if (point.x < x || point.y < y || point.x >= x + width || point.y >= y + height) return true;
              const [red, green, blue] = context.getImageData(point.x, point.y, 1, 1).data;
              return (red << 16 | green << 8 | blue) !== point.colour;
            });
            if (watch.points.length > 0) return;
            glass.doneAt = performance.now();
            glass.watch = null;
            watch.resolve(glass.doneAt);
          };
          // A motion's number is read when all of a picture is drawn: pictures are drawn without a pause, so the next microtask is late enough.
          let marker = null;
          const note = () => {
            marker.due = false;
            const data = marker.context.getImageData(marker.x, marker.y, 60, 20).data;
            let number = 0;
            for (let bit = 0; bit < 12; bit++) {
              const x = bit % 6 * 10 + 5, y = (bit < 6 ? 5 : 15);
              if (data[(y * 60 + x) * 4 + 1] > 127) number |= 1 << bit;
            }
            if (number === marker.last) return;
            marker.last = number;
            marker.seen.push(number, performance.now());
          };
          const lookForMarker = (context, x, y, width, height) => {
            if (!marker || marker.due || !context.canvas.isConnected) return;
            if (x >= marker.x + 60 || y >= marker.y + 20 || x + width <= marker.x || y + height <= marker.y) return;
            marker.due = true;
            marker.context = context;
            queueMicrotask(note);
          };
          const wrap = (name, box) => {
            const draw = CanvasRenderingContext2D.prototype[name];
            CanvasRenderingContext2D.prototype[name] = function (...given) {
              draw.apply(this, given);
              look(this, ...box(given));
              lookForMarker(this, ...box(given));
            };
          };
          wrap('fillRect', given => given);
          wrap('putImageData', ([image, x, y]) => [x, y, image.width, image.height]);
          wrap('drawImage', given => given.length === 3
            ? [given[1], given[2], given[0].width ?? given[0].displayWidth, given[0].height ?? given[0].displayHeight]
            : given.length === 5 ? given.slice(1) : given.slice(5));
          glass.await = points => new Promise(resolve => { glass.watch = { points, resolve }; });
          glass.follow = (x, y) => { marker = { x, y, last: -1, seen: [], due: false }; };
          glass.followed = () => { const seen = marker.seen; marker = null; return seen; };
          let resting = null;
          glass.rest = (x, y, width, height, step) => {
            const canvas = document.querySelector('canvas#screen, canvas');
            const seen = [];
            const hash = () => {
              const pixels = new Uint32Array(canvas.getContext('2d').getImageData(x, y, width, height).data.buffer);
              let sum = 2166136261;
              for (const pixel of pixels) sum = Math.imul(sum ^ ((pixel & 0xFF) << 16 | pixel & 0xFF00 | pixel >> 16 & 0xFF), 16777619);
              sum >>>= 0;
              if (sum !== seen.at(-2)) seen.push(sum, performance.now());
            };
            hash();
            resting = { seen, timer: setInterval(hash, step) };
          };
          glass.rested = () => { clearInterval(resting.timer); return resting.seen; };
        })();
        """;
}
