import './console.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './App.js';

// The page's policy forbids code made from text, which zod would otherwise try once.
z.config({ jitless: true });

const place = document.getElementById('console');
if (place !== null) createRoot(place).render(<App />);
